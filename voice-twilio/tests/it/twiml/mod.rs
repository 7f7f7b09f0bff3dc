mod documents;
mod hostile;
mod limits;
mod templates;
