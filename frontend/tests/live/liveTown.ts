import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const repository = resolve(import.meta.dirname, '../../..')

/** The real program, started as its user would start it, with its own ports and its own run folder. */
export class LiveTown {
  private process: ChildProcess | null = null
  private said = ''

  private constructor(
    private readonly folder: string,
    private readonly port: number,
    private readonly pagePort: number,
    private readonly built: boolean,
  ) {}

  /** @param built The server itself serves the page, as `npm run build` left it; else Vite does. */
  static async start(built = false): Promise<LiveTown> {
    const folder = await mkdtemp(join(tmpdir(), 'townlet-live-'))
    // Long enough to be seen on a busy machine too.
    await writeFile(join(folder, 'settings.conf'), 'townlet.supervision.min-backoff = 2 s')
    const town = new LiveTown(folder, await freePort(), await freePort(), built)
    await town.resume()
    return town
  }

  get page(): string {
    return `http://localhost:${this.built ? this.port : this.pagePort}/`
  }

  /** Starts the town, or resumes the same run under the same addresses. */
  async resume(): Promise<void> {
    const options = {
      '--config': join(repository, 'configs/L1_full_observability'),
      '--checkpoint-dir': join(this.folder, 'run'),
      '--episodes': '1000000',
      '--port': String(this.port),
      '--frontend-port': String(this.pagePort),
      '--hocon': join(this.folder, 'settings.conf'),
      '--frontend': this.built ? 'built' : 'dev',
    }
    const town = spawn(join(repository, 'townlet'), ['run', ...Object.entries(options).flat(), '--fixed-ports', '--no-browser', '--allow-faults'], { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] })
    this.process = town
    this.said = ''
    await new Promise<void>((operational, failed) => {
      const hear = (chunk: Buffer) => {
        this.said += chunk.toString()
        if (this.said.includes('All systems operational')) {
          operational()
        }
      }
      town.stdout?.on('data', hear)
      town.stderr?.on('data', hear)
      town.on('exit', (code) => failed(new Error(`the town ended with ${code}:\n${this.said}`)))
    })
  }

  /** As if the machine had lost power. */
  async kill(): Promise<void> {
    await this.end('SIGKILL')
  }

  /** As Ctrl+C does. */
  async stop(): Promise<number | null> {
    const code = await this.end('SIGINT')
    await rm(this.folder, { recursive: true, force: true })
    return code
  }

  private end(signal: NodeJS.Signals): Promise<number | null> {
    const town = this.process
    if (!town || town.exitCode !== null || town.signalCode !== null) {
      return Promise.resolve(town?.exitCode ?? null)
    }
    return new Promise((ended) => {
      town.removeAllListeners('exit')
      town.on('exit', (code) => ended(code))
      town.kill(signal)
    })
  }
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer()
    server.on('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (typeof address === 'object' && address ? found(address.port) : failed(new Error('no port'))))
    })
  })
}
