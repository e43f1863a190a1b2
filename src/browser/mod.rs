//! Effects on the browser, one file for each subject. Each listener or observer is a guard that stops when dropped.
//! Where the browser refuses something, nothing happens.

pub mod address_bar;
pub mod canvas;
pub mod colors;
pub mod coordinates;
pub mod events;
pub mod focus;
pub mod keys;
pub mod media;
pub mod observers;
pub mod position;
pub mod timing;
