// The rules for www/ and npm/. Unknown names are left to TypeScript, which knows those of browsers and of the build.
const js = require("@eslint/js");

module.exports = [
  js.configs.recommended,
  { rules: { "no-undef": "off", "no-unused-vars": ["error", { argsIgnorePattern: "^_" }] } },
];
