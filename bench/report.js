// Opens a report in a real browser and looks at it: console, requests, size, accessibility, pictures. Run by bench/report.
const { chromium } = require("playwright-core");
const fs = require("fs");
const [page, out, browser] = process.argv.slice(2);
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
(async () => {
  const shown = await chromium.launch({
    executablePath: browser,
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"],
  });
  let wrong = 0;
  const count = (n, what) => { console.log(`${what}: ${n}`); wrong += n; };
  const size = fs.statSync(page).size;
  console.log(`size: ${size} bytes`);
  count(size > 500000 ? 1 : 0, "larger than 500,000 bytes");
  for (const [name, width, colorScheme] of [["phone-light", 390, "light"], ["phone-dark", 390, "dark"], ["desktop-light", 1280, "light"], ["desktop-dark", 1280, "dark"]]) {
    // The page's own policy allows no script; the checker is one.
    const context = await shown.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
    const tab = await context.newPage();
    const messages = [], requests = [];
    tab.on("console", (m) => messages.push(m.text()));
    tab.on("pageerror", (e) => messages.push(String(e)));
    tab.on("request", (r) => { if (!r.url().startsWith("file:") && !r.url().startsWith("data:")) requests.push(r.url()); });
    await tab.goto("file://" + page);
    await tab.screenshot({ path: `${out}/${name}.png`, fullPage: true });
    const wide = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    await tab.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
    await tab.evaluate(axe);
    const found = (await tab.evaluate(() => axe.run())).violations;
    found.forEach((v) => console.log(`  ${name}: ${v.impact} ${v.id}: ${v.nodes.length} x ${v.help}: ${v.nodes[0].html.slice(0, 120)}`));
    messages.forEach((m) => console.log(`  ${name}: ${m}`));
    count(messages.length, `${name}: console messages`);
    count(requests.length, `${name}: requests to the network`);
    count(wide > 0 ? 1 : 0, `${name}: wider than the window`);
    count(found.filter((v) => v.impact === "serious" || v.impact === "critical").length, `${name}: serious findings of ${found.length}`);
    await context.close();
  }
  await shown.close();
  process.exit(wrong === 0 ? 0 : 1);
})();
