// A project's page: applies the theme that its address asks for, and adds the page's address to the text of a report.
const theme = new URLSearchParams(location.search).get("theme");
if (theme === "dark" || theme === "light") document.querySelector(".root")?.classList.add(theme);

const mail = /** @type {HTMLAnchorElement | null} */ (document.querySelector(".report a[href^='mailto:']"));
const page = location.href.split(/[?#]/)[0];
if (mail) mail.href += encodeURIComponent(`${page}\n\n`);
