// The package's entry. It is made of the same modules as a release, but for files.js and checker.js beside this file.
export { light, open } from "../www/shanhai.js";
