/** Always the address the page itself came from: vite passes it on, the town's own host answers it. */
export function socketAddress(page: { protocol: string; host: string }): string {
  return `${page.protocol === 'https:' ? 'wss' : 'ws'}://${page.host}/ws`
}
