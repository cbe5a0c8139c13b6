/* goalposts template 7c2dc0f075 */
// Leads from a former address to the present one, and keeps what stands after the #.
{
  const { to } = document.currentScript.dataset;
  const page = location.protocol === "file:" && to.endsWith("/") ? "index.html" : "";
  location.replace(to + page + location.hash);
}
