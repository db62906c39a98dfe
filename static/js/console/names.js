/* Names that are made here: of entries, and of this device. */

/* crypto.randomUUID exists only on https and localhost; people run this on their own network. */
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** The name of this browser on this device; a new one where the browser remembers nothing. */
export const device = remembered("device", uuid());

function remembered(name, fresh) {
  try {
    const known = localStorage.getItem(name) ?? fresh;
    localStorage.setItem(name, known);
    return known;
  } catch {
    return fresh;
  }
}
