//! What readers, newsrooms and their pages do with the release build, in a real browser, under the policy that is
//! shipped with it.

mod access;
mod charts;
mod command;
mod component;
mod datasets;
mod embedding;
mod engines;
mod faults;
mod faults_of_hosts;
mod first_screen;
mod frames;
mod host_styles;
mod languages;
mod life;
mod loading;
mod packages;
mod pages;
mod projects;
mod reader;
mod releases;
mod serving;
mod stills;
