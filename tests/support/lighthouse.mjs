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

// Lighthouse slows a page down four times, which makes a phone of a fast desktop and less than one of a slow or
// busy machine. It measures how fast the machine is: below a desktop's figure it is slowed down as much less.
// https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md
const PHONE = { rttMs: 150, throughputKbps: 1638.4, requestLatencyMs: 562.5, downloadThroughputKbps: 1474.56 };
const DESKTOP = 1500;
const MOST_SLOWDOWN = 4;

// What one page showed of the machine holds for those after it.
let slowdown = MOST_SLOWDOWN;

async function audit(address, options) {
  const throttling = { ...PHONE, uploadThroughputKbps: 675, cpuSlowdownMultiplier: slowdown };
  const { lhr } = await lighthouse(address, options, { extends: "lighthouse:default", settings: { throttling } });
  const wanted = Math.max(1, (MOST_SLOWDOWN * lhr.environment.benchmarkIndex) / DESKTOP);
  if (wanted >= slowdown || lhr.categories.performance.score === 1) return lhr;
  slowdown = wanted;
  return audit(address, options);
}

const browser = await launch({ chromePath: chromium, chromeFlags: FLAGS, logLevel: "silent" });
try {
  for (const address of addresses) {
    const options = { port: browser.port, output: "json", logLevel: "silent", onlyCategories: CATEGORIES };
    const lhr = await audit(address, options);
    const scores = CATEGORIES.map((id) => [id, Math.round((lhr.categories[id].score ?? 0) * 100)]);
    const failure = lhr.runtimeError ? [lhr.runtimeError.message] : [];
    const report = { address, scores: Object.fromEntries(scores), missed: [...failure, ...missed(lhr)] };
    process.stdout.write(`${JSON.stringify(report)}\n`);
  }
} finally {
  await browser.kill();
}
