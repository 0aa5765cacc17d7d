import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from 'electron';
import { ENGINE_PORT_MESSAGE, HOST_BRIDGE_NAME, type HostBridge, type Reply } from '../../shared/hostBridge.ts';
import {
  COMMAND_CHANNEL,
  ENGINE_PORT_CHANNEL,
  GRANTS_CHANNEL,
  VERSION_ARGUMENT,
  hostCallChannel,
  type HostCallName,
  type HostCalls,
  type HostNews,
} from '../../shared/hostCalls.ts';

function ask<Name extends HostCallName>(
  name: Name,
  ...params: HostCalls[Name]['params']
): Promise<Reply<HostCalls[Name]['value']>> {
  return ipcRenderer.invoke(hostCallChannel(name), ...params);
}

/** Hears main's messages on a channel; the page's listener gets the message and never the event. */
function listen<Channel extends keyof HostNews>(
  channel: Channel,
  listener: (message: HostNews[Channel]) => void,
): () => void {
  const hear = (_event: IpcRendererEvent, message: HostNews[Channel]): void => listener(message);
  ipcRenderer.on(channel, hear);
  return () => ipcRenderer.off(channel, hear);
}

ipcRenderer.on(ENGINE_PORT_CHANNEL, (event) => {
  window.postMessage(ENGINE_PORT_MESSAGE, window.location.origin, event.ports);
});

const bridge: HostBridge = {
  version: process.argv.find((argument) => argument.startsWith(VERSION_ARGUMENT))?.slice(VERSION_ARGUMENT.length) ?? '',
  platform: process.platform,
  connectEngine: () => ask('connectEngine'),
  pickFiles: () => ask('pickFiles'),
  pickFolder: () => ask('pickFolder'),
  // The path goes from here to main; the page that called gets a grant back. A File that a script made has no path.
  grantDropped: (files) => {
    const paths = files.map((file) => (file instanceof File ? webUtils.getPathForFile(file) : ''));
    return ask('grantDropped', paths.filter(Boolean));
  },
  grantPasted: (text) => ask('grantPasted', text),
  sampleRun: () => ask('sampleRun'),
  recents: () => ask('recents'),
  grantRecent: (id) => ask('grantRecent', id),
  clearRecents: () => ask('clearRecents'),
  onGrants: (listener) => {
    const stop = listen(GRANTS_CHANNEL, listener);
    void ask('listenForGrants');
    return stop;
  },
  onCommand: (listener) => listen(COMMAND_CHANNEL, listener),
  setTheme: (theme) => ask('setTheme', theme),
  copyText: (text) => ask('copyText', text),
  beginSave: (suggestedName) => ask('beginSave', suggestedName),
  appendSave: (save, piece) => ask('appendSave', save, piece),
  endSave: (save, keep) => ask('endSave', save, keep),
  setTitle: (title) => void ask('setTitle', title),
};

contextBridge.exposeInMainWorld(HOST_BRIDGE_NAME, bridge);
