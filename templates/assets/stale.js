/* goalposts template 74a64763b2 */
// Says so where the reader's clock makes the site older than it should be: the only clock in a page.
(() => {
  const { asOf, days, say } = document.currentScript.dataset;
  const age = Math.floor((Date.now() - Date.parse(asOf)) / 86400000);
  if (!(age > Number(days))) return;
  const banner = document.createElement("p");
  banner.className = "stale-site";
  banner.setAttribute("role", "status");
  const forms = JSON.parse(say);
  const kind = new Intl.PluralRules(document.documentElement.lang).select(age);
  banner.textContent = (forms[kind] ?? forms.other).replace("{n}", String(age));
  document.querySelector(".skip").after(banner);
})();

// Opened from disk, a folder's address shows what is in the folder: its page is asked for by name.
if (location.protocol === "file:") {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const address = link && new URL(link.href.baseVal ?? link.href, location.href);
    if (address?.protocol !== "file:" || !address.pathname.endsWith("/")) return;
    address.pathname += "index.html";
    link.setAttribute("href", address.href);
  });
}
