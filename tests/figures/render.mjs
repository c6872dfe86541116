// render.mjs DOCUMENTS IMAGES: holds every *.vl.json of a folder against the schema of the installed Vega-Lite, compiles it with
// warnings as errors, runs it, and writes an SVG beside the others. The exit code is the number of documents that failed.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import * as vega from 'vega';
import * as vegaLite from 'vega-lite';

const [documents, images] = process.argv.slice(2);
if (!images) {
  console.error('usage: node render.mjs DOCUMENTS IMAGES');
  process.exit(2);
}

const require = createRequire(import.meta.url);
const schema = JSON.parse(await readFile(require.resolve('vega-lite/vega-lite-schema.json'), 'utf8'));
const ajv = new Ajv({ allErrors: true, strict: false, logger: false });
addFormats(ajv);
ajv.addFormat('color-hex', () => true);
const validate = ajv.compile(schema);

// Whatever Vega or Vega-Lite would only mention counts as a fault.
function strictLogger(faults) {
  const note = (...words) => {
    faults.push(words.join(' '));
    return logger;
  };
  const logger = { level: () => logger, error: note, warn: note, info: () => logger, debug: () => logger };
  return logger;
}

// Without a browser there is nothing to measure text with, and the default estimate is far too wide for these letters.
vega.textMetrics.width = (item, text) => {
  const lines = vega.array(text === undefined ? item.text : text).map((line) => String(line ?? ''));
  const bold = item.fontWeight === 'bold' || item.fontWeight >= 600;
  return Math.max(0, ...lines.map((line) => line.length)) * (item.fontSize ?? 11) * (bold ? 0.66 : 0.58);
};

async function check(file) {
  const faults = [];
  const specification = JSON.parse(await readFile(join(documents, file), 'utf8'));
  const version = vegaLite.version.split('.')[0];
  if (specification.$schema !== `https://vega.github.io/schema/vega-lite/v${version}.json`) faults.push(`$schema is ${specification.$schema}`);
  if (!validate(specification)) {
    // Of the branches of a union that do not fit, the deepest says most.
    const deepest = validate.errors.toSorted((a, b) => b.instancePath.split('/').length - a.instancePath.split('/').length);
    for (const error of deepest.slice(0, 5)) faults.push(`schema: ${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
  }

  const { spec } = vegaLite.compile(specification, { logger: strictLogger(faults) });
  const view = new vega.View(vega.parse(spec), { renderer: 'none', logger: strictLogger(faults) });
  const svg = await view.toSVG();
  view.finalize();
  if (/NaN|undefined|Infinity/.test(svg)) faults.push('the image has a place that is no number');
  await writeFile(join(images, file.replace(/\.vl\.json$/, '.svg')), svg);
  return faults;
}

await mkdir(images, { recursive: true });
const files = (await readdir(documents)).filter((name) => name.endsWith('.vl.json')).sort();
let failed = files.length === 0 ? 1 : 0;
if (files.length === 0) console.error(`There is no figure in ${documents}.`);
for (const file of files) {
  const faults = await check(file).catch((error) => [error.stack]);
  if (faults.length > 0) failed++;
  console.log(`${faults.length === 0 ? 'good ' : 'FAULT'} ${file}`);
  for (const fault of new Set(faults)) console.log(`      ${fault}`);
}

console.log(`${files.length} figures, ${failed} with faults; Vega-Lite ${vegaLite.version}, Vega ${vega.version}`);
process.exitCode = Math.min(failed, 100);
