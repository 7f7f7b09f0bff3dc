mod complete;
mod documents;
mod hostile;
mod limits;
mod places;
mod templates;
mod wellformed;
