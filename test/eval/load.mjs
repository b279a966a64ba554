/**
 * A small load loop in a thread of its own, so that it does not run on the server's: `connections` clients on kept-alive
 * connections, each sending the next request when the answer to the last has come. Answers in milliseconds are posted back.
 */
import { Agent, request } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

/** @type {{ url: string, bodies: string[], connections: number, warmMs: number, measureMs: number }} */
const { url, bodies, connections, warmMs, measureMs } = workerData;
const agent = new Agent({ keepAlive: true, maxSockets: connections });

/** @param {string} body @returns {Promise<number>} length of the answer in bytes */
function ask(body) {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      /** @type {Buffer[]} */
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const answer = Buffer.concat(parts);
        const failed = response.statusCode !== 200 || answer.includes('"errors":');
        if (failed) reject(new Error(`${response.statusCode}: ${answer.subarray(0, 300)}`));
        else resolve(answer.length);
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** @type {number[]} */
const times = [];
let bytes = 0;
let next = 0;
const measureFrom = performance.now() + warmMs;
const end = measureFrom + measureMs;

async function client() {
  for (;;) {
    const startedAt = performance.now();
    if (startedAt >= end) return;
    const body = bodies[next % bodies.length] ?? '';
    next += 1;
    const length = await ask(body);
    const endedAt = performance.now();
    if (startedAt < measureFrom || endedAt > end) continue;
    times.push(endedAt - startedAt);
    bytes += length;
  }
}

await Promise.all(Array.from({ length: connections }, client));
agent.destroy();
parentPort?.postMessage({ times, bytes });
