import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * PixelMed knows the three uncertainty concepts only as INFERRED FROM, while TID 310 gives them as
 * HAS PROPERTIES: the one false positive that is filtered.
 */
const PIXELMED_FALSE_POSITIVE =
  /Row 1[34]\] NUM \*.*\((371884006|371885007|371886008),SCT.*expected INFERRED FROM - found HAS PROPERTIES/;

/** PixelMed's template check is compiled to XPath that exceeds the JRE's default limits. */
const JAXP_LIMITS = [
  '-Djdk.xml.xpathExprGrpLimit=0',
  '-Djdk.xml.xpathExprOpLimit=0',
  '-Djdk.xml.xpathTotalOpLimit=0',
  '-Djdk.xml.entityExpansionLimit=0',
];

/** A quarter less of the processor's time, for a program that ends before thorough compiling pays. */
const SHORT_LIVED = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];

const VALIDATORS = [
  '/usr/bin/dciodvfy',
  '/usr/bin/dsrdump',
  '/usr/bin/java',
  '/usr/share/java/pixelmed.jar',
];
export const absentValidators = VALIDATORS.filter((file) => !existsSync(file));

/**
 * The conformance gate of a TID 1500 report: dciodvfy (IOD), dsrdump (tree), PixelMed (templates) and,
 * with the referenced instances, dcentvfy (entities shared across files). Returns what they object to;
 * nothing, said aloud, where they are not installed.
 */
export function checkSr(report: Uint8Array, referenced: readonly Uint8Array[] = []): string[] {
  if (absentValidators.length > 0) {
    process.stderr.write(`skipped: no ${absentValidators.join(', ')} to validate a report\n`);
    return [];
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'mp-check-sr-'));
  try {
    const write = (bytes: Uint8Array, name: string) => {
      const file = path.join(folder, name);
      writeFileSync(file, bytes);
      return file;
    };
    const sr = write(report, 'report.dcm');
    const others = referenced.map((bytes, n) => write(bytes, `referenced-${n}.dcm`));
    return [
      ...objections('dciodvfy', [sr]),
      ...objections('dsrdump', ['-q', sr]),
      ...pixelmed(sr),
      ...(others.length > 0 ? objections('dcentvfy', [sr, ...others]) : []),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function objections(tool: string, args: string[]): string[] {
  const run = spawnSync(tool, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.error) throw run.error;
  const errors = (run.stdout + run.stderr).split('\n').filter((line) => /^(Error|E:)/.test(line));
  if (run.status !== 0 && errors.length === 0) errors.push(`exit code ${run.status}`);
  return errors.map((line) => `${tool}: ${line}`);
}

function pixelmed(sr: string): string[] {
  const jars = readdirSync('/usr/share/java')
    .filter((name) =>
      /^(pixelmed|commons-codec|commons-compress|vecmath|hsqldb|jmdns).*\.jar$/.test(name),
    )
    .map((name) => path.join('/usr/share/java', name));
  const run = spawnSync(
    'java',
    [
      '-Djava.awt.headless=true',
      ...SHORT_LIVED,
      ...JAXP_LIMITS,
      '-cp',
      jars.join(':'),
      'com.pixelmed.validate.DicomSRValidator',
      sr,
    ],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  if (run.error) throw run.error;
  const lines = (run.stdout + run.stderr).split('\n');
  const missing = [
    'Found Root Template TID_1500',
    'Root Template Validation Complete',
    'IOD validation complete',
  ]
    .filter((wanted) => !lines.some((line) => line.startsWith(wanted)))
    .map((wanted) => `no line "${wanted}"`);
  const errors = lines.filter(
    (line) => line.startsWith('Error') && !PIXELMED_FALSE_POSITIVE.test(line),
  );
  return [...missing, ...errors].map((line) => `PixelMed: ${line}`);
}
