mod documents;
mod hostile;
mod limits;
mod places;
mod templates;
