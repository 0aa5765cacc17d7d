import { ENGINE_PORT_MESSAGE, HOST_BRIDGE_NAME, type HostBridge } from '../../shared/hostBridge.ts';
import { pipeOfPort } from '../../shared/wire/messagePipe.ts';
import { createPortChannel } from '../../shared/wire/portChannel.ts';
import { connectOver } from './engineContract.ts';
import { walkContract, type ContractOutcome } from './walkContract.ts';

declare const window: Window & { readonly [HOST_BRIDGE_NAME]: HostBridge };

/** Walks the contract inside Electron's page, over the port that the preload hands on. */
async function runMainPortContract(): Promise<readonly ContractOutcome[]> {
  return walkContract(async () => {
    const port = new Promise<MessagePort>((arrived) => {
      const onMessage = ({ data, ports }: MessageEvent<unknown>): void => {
        if (data !== ENGINE_PORT_MESSAGE || ports[0] === undefined) return;
        window.removeEventListener('message', onMessage);
        arrived(ports[0]);
      };
      window.addEventListener('message', onMessage);
    });
    await window[HOST_BRIDGE_NAME].connectEngine();
    return connectOver(createPortChannel(pipeOfPort(await port), { transfer: false }));
  });
}

// The one entry of a bundle that a test loads into a page of its own.
Object.assign(globalThis, { runMainPortContract });
