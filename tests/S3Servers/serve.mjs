// An S3 server with one bucket, for tests: node serve.mjs s3rver|fauxqs PORT FOLDER BUCKET. It says "listening" when it answers.
// SIGUSR2 turns a fault on and off: every request is answered 500.
// HOLD_ABOVE=BYTES: the first body that is longer is read to its middle and no further; it says "holding" then.
import http from 'node:http';
import { register } from 'node:module';
import net from 'node:net';

const [, , kind, port, folder, bucket] = process.argv;
const holdAbove = Number(process.env.HOLD_ABOVE ?? Infinity);
let inner = 0;
let faulty = false;
let held = false;
process.on('SIGUSR2', () => {
    faulty = !faulty;
    console.log(faulty ? 'faulty' : 'well');
});

http.createServer((request, response) => {
    if (faulty) {
        request.resume();
        response.writeHead(500, { 'content-type': 'application/xml', connection: 'close' });
        response.end('<Error><Code>InternalError</Code><Message>A fault that a test asked for.</Message></Error>');
        return;
    }

    const holds = !held && request.method === 'PUT' && Number(request.headers['content-length']) > holdAbove;
    const onward = http.request({ port: inner, host: '127.0.0.1', method: request.method, path: request.url, headers: request.headers }, (answer) => {
        response.writeHead(answer.statusCode, answer.rawHeaders);
        answer.pipe(response);
        answer.on('end', () => request.method === 'PUT' && answer.statusCode === 200 && console.log(`took ${request.url}`));
    });
    onward.on('error', () => response.destroy());
    if (!holds) {
        request.pipe(onward);
        return;
    }

    held = true;
    let seen = 0;
    request.on('data', (part) => {
        seen += part.length;
        onward.write(part);
        if (seen > Number(request.headers['content-length']) / 2) {
            request.pause();
            console.log('holding');
        }
    });
}).listen(Number(port), '127.0.0.1', async () => {
    // Only now, so that it does not get this port.
    inner = await start();
    console.log('listening');
});

async function start() {
    if (kind === 'fauxqs') {
        // It imports node:sqlite, which Node 20 has not, for a way of keeping objects that is not used here.
        const hook = `export const resolve = (name, context, next) => name === 'node:sqlite'
            ? { url: 'data:text/javascript,export class DatabaseSync {}', shortCircuit: true } : next(name, context);`;
        register(`data:text/javascript,${encodeURIComponent(hook)}`);
        const { buildApp } = await import('fauxqs');
        const app = buildApp({ logger: false, s3StorageDir: folder });
        await app.listen({ host: '127.0.0.1', port: 0 });
        const inner = app.server.address().port;
        await fetch(`http://127.0.0.1:${inner}/${bucket}`, { method: 'PUT' });
        return inner;
    }

    const { default: S3rver } = await import('s3rver');
    const server = new S3rver({ address: '127.0.0.1', port: await freePort(), silent: true, directory: folder, vhostBuckets: false, configureBuckets: [{ name: bucket }] });
    return (await server.run()).port;
}

function freePort() {
    return new Promise((resolve) => {
        const probe = net.createServer().listen(0, '127.0.0.1', () => {
            const { port } = probe.address();
            probe.close(() => resolve(port));
        });
    });
}
