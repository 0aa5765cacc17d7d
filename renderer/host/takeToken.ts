const STORAGE_KEY = 'epochscope.token';

/**
 * The token with which this page introduces itself: from the address's fragment, which no server log sees, into the
 * session, so that a reload works; then out of the address, so that no bookmark and no screenshot holds it.
 */
export function takeToken(
  location: Pick<Location, 'hash' | 'pathname' | 'search'>,
  history: Pick<History, 'replaceState'>,
  session: Pick<Storage, 'getItem' | 'setItem'>,
): string | undefined {
  const fragment = location.hash.replace(/^#(?:token=)?/, '');
  if (fragment === '') return session.getItem(STORAGE_KEY) ?? undefined;
  session.setItem(STORAGE_KEY, fragment);
  history.replaceState(undefined, '', location.pathname + location.search);
  return fragment;
}
