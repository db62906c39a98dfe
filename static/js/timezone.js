/* Tells the server the reader's time zone, in the cookie `tz`, so that pages can print local times. */

const YEAR = 365 * 24 * 60 * 60;
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const cookie = `tz=${zone}`; // "Asia/Seoul": every character of a zone name is allowed as it is

if (zone && !document.cookie.split("; ").includes(cookie)) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${cookie}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
}
