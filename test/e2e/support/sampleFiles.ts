import { fileURLToPath } from 'node:url';

/** The repository: what the browser shell serves, so that its file picker reaches samples and test results. */
export const ROOT: string = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');
/** Five real checkpoints of one training run. */
export const RUN: string = `${ROOT}/samples/run`;
export const LAST_NAME = 'epoch=39-step=9680.ckpt';
export const LAST: string = `${RUN}/${LAST_NAME}`;
