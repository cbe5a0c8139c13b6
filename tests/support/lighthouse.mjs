// Audits pages with Lighthouse as a phone would see them and prints one line of JSON for each address.
// usage: node lighthouse.mjs MODULES CHROMIUM ADDRESS…
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [modules, chromium, ...addresses] = process.argv.slice(2);
const { resolve } = createRequire(path.join(modules, "package.json"));
const load = (name) => import(pathToFileURL(resolve(name)));
const { default: lighthouse } = await load("lighthouse");
const { launch } = await load("chrome-launcher");

const FLAGS = [
  "--headless",
  "--no-sandbox", // the tests run as root in containers
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-dev-shm-usage",
];
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];

// What cost points, with what Lighthouse measured.
function missed({ categories, audits }) {
  const lost = CATEGORIES.flatMap((id) => categories[id].auditRefs)
    .filter(({ id, weight }) => weight > 0 && (audits[id].score ?? 1) < 1)
    .map(({ id }) => `${id} ${audits[id].displayValue ?? ""}`.trim());
  return [...new Set(lost)];
}

const browser = await launch({ chromePath: chromium, chromeFlags: FLAGS, logLevel: "silent" });
try {
  for (const address of addresses) {
    const options = { port: browser.port, output: "json", logLevel: "silent", onlyCategories: CATEGORIES };
    const { lhr } = await lighthouse(address, options);
    const scores = CATEGORIES.map((id) => [id, Math.round((lhr.categories[id].score ?? 0) * 100)]);
    const failure = lhr.runtimeError ? [lhr.runtimeError.message] : [];
    const report = { address, scores: Object.fromEntries(scores), missed: [...failure, ...missed(lhr)] };
    process.stdout.write(`${JSON.stringify(report)}\n`);
  }
} finally {
  await browser.kill();
}
