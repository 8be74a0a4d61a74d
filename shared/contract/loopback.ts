/** The URL parser has already turned "127.1" and "0x7f000001" into dotted form, so a textual test of a parsed hostname is exact. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname);
}
