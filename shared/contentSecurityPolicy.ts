/**
 * The policy of the page in every shell: its own scripts, styles, images and workers, WebAssembly, and a connection to
 * where it came from. No inline script or style, no plugin, no frame, no form, no other origin.
 */
export const CONTENT_SECURITY_POLICY: string = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
