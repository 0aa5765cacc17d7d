import { StrictMode, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import './ui/tokens.css';
import './ui/base.css';
import { toErrorData, type ErrorData } from '../shared/inspectError.ts';
import { App } from './app/App.tsx';
import { ConnectScreen } from './app/ConnectScreen.tsx';
import { connectBrowser } from './host/browserHost.ts';
import type { Connection } from './host/connection.ts';
import { connectElectron, findHostBridge } from './host/electronHost.ts';
import { openPageStorage } from './host/pageStorage.ts';
import { AppContext } from './store/appContext.ts';
import { createAppStore } from './store/appStore.ts';

const container = document.querySelector('#root');
if (container === null) throw new Error('index.html lacks the element that the application is drawn into');
const root = createRoot(container);

const bridge = findHostBridge();
const connecting = bridge === undefined ? connectBrowser() : connectElectron(bridge);
connecting.then(
  (connection) => root.render(<StrictMode>{openApplication(connection)}</StrictMode>),
  (error: unknown) => root.render(<ConnectScreen error={toErrorData(error)} />),
);

function openApplication(connection: Connection): ReactElement {
  const { host } = connection;
  const store = createAppStore({
    host,
    engineFor: (kind) => connection.engineFor(kind),
    storage: openPageStorage('localStorage'),
  });
  connection.onLost((error: ErrorData) => store.getState().setLost(error));
  connection.onReplaced((engine) => store.getState().markReplaced(engine));
  return (
    <AppContext value={{ store, host }}>
      <App />
    </AppContext>
  );
}
