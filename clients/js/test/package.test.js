import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';

const HOME = fileURLToPath(new URL('..', import.meta.url));
const TSC = join(HOME, 'node_modules', '.bin', 'tsc');
const STRICT = ['--strict', '--ignoreConfig', '--target', 'es2022', '--module', 'nodenext'];

const run = promisify(execFile);

/** Somebody's project, in which the packed client is installed. */
let project = '';
let installed = '';

before(async () => {
  project = await mkdtemp(join(tmpdir(), 'ovation-client-'));
  installed = join(project, 'node_modules', '@ovation', 'client');
  await mkdir(installed, { recursive: true });
  await run('npm', ['pack', '--silent', '--pack-destination', project], { cwd: HOME });
  const [archive] = (await readdir(project)).filter((name) => name.endsWith('.tgz'));
  await run('tar', ['-xzf', join(project, String(archive)), '-C', installed, '--strip-components=1']);
  await writeFile(join(project, 'package.json'), '{"type": "module"}');
});

after(() => rm(project, { recursive: true, force: true }));

test('package_holdsOnlyWhatUsersNeed', async () => {
  const modules = (await readdir(join(HOME, 'src'))).map((name) => name.replace(/\.js$/, ''));
  const entries = await readdir(installed, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((file) => join(file.parentPath, file.name));

  assert.deepEqual(
    files.map((file) => relative(installed, file)).sort(),
    [
      'LICENSE',
      'README.md',
      'package.json',
      ...modules.map((name) => `src/${name}.js`),
      ...modules.map((name) => `types/${name}.d.ts`),
    ].sort(),
  );
  const { dependencies } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'));
  assert.equal(dependencies, undefined);
});

test('package_isTyped_forWhoeverInstallsIt', async () => {
  const compile = async (/** @type {string} */ listener) => {
    await writeFile(
      join(project, 'watch.ts'),
      `import { connect, publisher, ProblemError, type State } from '@ovation/client';
       const ovation = connect('http://localhost:8080', { topics: ['video:42'] });
       const state: State = ovation.state;
       const refused = (error: unknown) => error instanceof ProblemError && error.status === 400;
       publisher('http://localhost:8081').like({ video: '42' }).catch(refused);
       ovation.on('likes', ${listener});`,
    );
    return run(TSC, [...STRICT, '--noEmit', 'watch.ts'], { cwd: project });
  };

  await compile('({ total }) => total.heart?.toFixed()');
  await assert.rejects(compile('({ totals }) => totals'), ({ stdout }) => /'totals' does not exist/.test(stdout));
});

test('package_runs_whereItIsInstalled', async () => {
  const program = "import { connect } from '@ovation/client'; console.log(typeof connect);";
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program], { cwd: project });

  assert.equal(stdout.trim(), 'function');
});

test('client_isSmall_gzippedWithoutItsComments', async () => {
  const bare = join(project, 'bare');
  const sources = (await readdir(join(HOME, 'src'))).map((name) => join(HOME, 'src', name));
  await run(TSC, [...STRICT, '--allowJs', '--removeComments', '--rootDir', join(HOME, 'src'), '--outDir', bare, ...sources]);
  const modules = await Promise.all((await readdir(bare)).map((name) => readFile(join(bare, name))));
  const size = gzipSync(Buffer.concat(modules)).length;

  assert.ok(size > 1_000 && size < 13_700, `it takes ${size} bytes`);
});
