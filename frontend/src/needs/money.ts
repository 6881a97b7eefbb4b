/** A full money meter. */
export const dollarsPerMoney = 100

const format = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', trailingZeroDisplay: 'stripIfInteger' })

/** "$5" and "$22.50". */
export function dollars(amount: number): string {
  return format.format(amount).replace('-', '−')
}
