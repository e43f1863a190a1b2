//! What readers, newsrooms and their pages do with the release build, in a real browser, under the policy that ships
//! with it.

mod access;
mod acts;
mod browsers;
mod charts;
mod command;
mod component;
mod data_server;
mod datasets;
mod desk;
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
mod paper;
mod projects;
mod reach;
mod reader;
mod releases;
mod saving;
mod serving;
mod small_screens;
mod soft_navigation;
mod stories;
mod systems;
mod targets;
mod touch;
mod typing;
