// Graphile Worker beside our runner: `graphile.cjs DATABASE_URL JOBS BATCHED LATENCIES` prints one JSON object.
// JOBS no-op jobs are there before the worker starts; the clock runs from the first job's start to the last
// acknowledgement. LATENCIES jobs are then added one after the other: from the call to the handler.
const { run, makeWorkerUtils } = require("graphile-worker");
const { Pool } = require("pg");

const [url, jobs, batched, latencies] = [process.argv[2], ...process.argv.slice(3).map(Number)];

async function main() {
  const pool = new Pool({ connectionString: url, max: 12 });
  const utils = await makeWorkerUtils({ pgPool: pool });
  await utils.migrate();
  await pool.query(
    `SELECT 1 FROM graphile_worker.add_jobs(ARRAY(SELECT json_populate_record(null::graphile_worker.job_spec,
       json_build_object('identifier', 'noop', 'payload', json_build_object('n', n))) FROM generate_series(1, $1) n))`,
    [jobs],
  );
  let first = 0n;
  let heard = () => {};
  const worker = {
    concurrentJobs: 24,
    pollInterval: 2000,
    ...(batched ? { localQueue: { size: 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 } : {}),
  };
  const runner = await run({
    pgPool: pool,
    preset: { worker },
    noHandleSignals: true,
    logger: new (require("graphile-worker").Logger)(() => () => {}),
    taskList: {
      noop: async () => {
        first ||= process.hrtime.bigint();
      },
      heard: async () => heard(),
    },
  });
  for (;;) {
    const { rows } = await pool.query("SELECT 1 FROM graphile_worker._private_jobs LIMIT 1");
    if (rows.length === 0) break;
    await new Promise((resume) => setTimeout(resume, 20));
  }
  const seconds = Number(process.hrtime.bigint() - first) / 1e9;
  const waits = [];
  for (let n = 0; n < latencies; n += 1) {
    const begun = process.hrtime.bigint();
    const ran = new Promise((resolve) => (heard = resolve));
    await utils.addJob("heard", { n });
    await ran;
    waits.push(Number(process.hrtime.bigint() - begun) / 1e6);
  }
  await runner.stop();
  await pool.end();
  waits.sort((a, b) => a - b);
  const at = (share) => waits[Math.max(0, Math.ceil(waits.length * share) - 1)] ?? null;
  console.log(JSON.stringify({ per_second: jobs / seconds, p50_ms: at(0.5), p99_ms: at(0.99) }));
}

main().then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
