// A project's page: dark or light as its address asks, and the page's own address among the lines of a report.
const theme = new URLSearchParams(location.search).get("theme");
if (theme === "dark" || theme === "light") document.querySelector(".root")?.classList.add(theme);

const mail = document.querySelector(".report a[href^='mailto:']");
const page = location.href.split(/[?#]/)[0];
if (mail) mail.href += encodeURIComponent(`${page}\n\n`);
