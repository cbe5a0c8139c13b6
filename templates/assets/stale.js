// Says so where the reader's clock makes the site older than it should be: the only clock in a page.
(() => {
  const script = document.currentScript;
  const { asOf, days, text } = script.dataset;
  const age = Math.floor((Date.now() - Date.parse(asOf)) / 86400000);
  if (!(age > Number(days))) return;
  const banner = document.createElement("p");
  banner.className = "stale-site";
  banner.setAttribute("role", "status");
  banner.textContent = text.replace("{days}", String(age));
  script.after(banner);
})();
