/**
 * Always the address the page itself came from: vite passes it on, the town's own host answers it.
 * A town that is open to other machines wants the token with which the page was opened.
 */
export function socketAddress(page: { protocol: string; host: string; search: string }): string {
  const token = new URLSearchParams(page.search).get('token')
  return `${page.protocol === 'https:' ? 'wss' : 'ws'}://${page.host}/ws${token ? `?token=${encodeURIComponent(token)}` : ''}`
}
