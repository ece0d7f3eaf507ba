// Copies the built structure editor beside our own static files, from where the wheel takes it.
// Nothing of it stands in git: web/package-lock.json pins it, `make web` fetches it.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const from = join(here, "node_modules", "openchemlib");
const to = join(here, "..", "src", "tidewaiter", "web", "static", "vendor");
const { version, license } = JSON.parse(readFileSync(join(from, "package.json"), "utf-8"));

mkdirSync(to, { recursive: true });
copyFileSync(join(from, "dist", "openchemlib.js"), join(to, "openchemlib.js"));
copyFileSync(join(from, "LICENSE"), join(to, "openchemlib.LICENSE.txt"));
writeFileSync(join(to, "openchemlib.json"), JSON.stringify({ version, license }) + "\n");
console.log(`openchemlib ${version} (${license}) copied to src/tidewaiter/web/static/vendor`);
