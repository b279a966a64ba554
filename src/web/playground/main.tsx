/** The playground: GraphiQL on Kabar's own graph, with example operations, share links and what each answer cost. */
import { ToolbarButton, ToolbarMenu, useGraphiQL } from '@graphiql/react';
import { GraphiQL } from 'graphiql';
import { StrictMode, useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import 'graphiql/style.css';
import './playground.css';
import './workers.ts';
import { type CopiedOperation, copyForms } from './copyAs.ts';
import type { AnswerFacts, Facts, LiveFacts } from './facts.ts';
import { createFetcher } from './fetcher.ts';
import { readShare, shareLink } from './share.ts';
import { exampleTabs } from './tabs.ts';

const graphUrl = '/graphql';
const label = document.querySelector<HTMLMetaElement>('meta[name="kabar-label"]')?.content ?? '';
const shared = readShare(window.location.hash);
const tabs = exampleTabs.map(({ query, variables }) => ({
  query,
  variables: variables === null ? '' : JSON.stringify(variables, null, 2),
}));

function Answer({ facts }: { facts: AnswerFacts }) {
  const { status, ms, bytes, cost, caching, requestId } = facts;
  const size = bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(1)} kB`;
  const paid = cost === null ? '' : ` · ${cost.actual} points, ${cost.available} left`;
  const title = `Request id ${requestId ?? 'unknown'}; Cache-Control ${caching ?? 'none'}`;
  return (
    <output className="facts" title={title}>
      HTTP {status} · {ms} ms · {size}
      {paid}
    </output>
  );
}

const stateNames = { connecting: 'connecting …', open: 'live', ended: 'ended' };

function Stream({ facts }: { facts: LiveFacts }) {
  return (
    <output className={`facts ${facts.state}`} title="After a broken connection it goes on where it was.">
      {stateNames[facts.state]} · {facts.events} events
    </output>
  );
}

function Header({ facts }: { facts: Facts | null }) {
  return (
    <header className="kabar">
      <strong>Kabar</strong>
      <span className="claim">news from many outlets, one graph</span>
      {label !== '' && <span className="label">{label}</span>}
      <a className="sdl" href="/schema.graphql" download>
        schema.graphql
      </a>
      {facts?.kind === 'answer' && <Answer facts={facts} />}
      {facts?.kind === 'live' && <Stream facts={facts} />}
    </header>
  );
}

/** The operation in the editors when it is asked for. */
function useOperation(): () => CopiedOperation & { title: string } {
  const query = useGraphiQL((state) => state.queryEditor);
  const variables = useGraphiQL((state) => state.variableEditor);
  const title = useGraphiQL((state) => state.tabs[state.activeTabIndex]?.title);
  return () => ({
    query: query?.getValue() ?? '',
    variables: variables?.getValue() ?? '',
    title: title ?? '',
  });
}

function ShareButton() {
  const operation = useOperation();
  const [copied, setCopied] = useState(false);
  const share = async () => {
    const page = window.location.href.split('#', 1)[0] ?? '';
    const link = shareLink(page, operation());
    window.history.replaceState(null, '', link);
    await navigator.clipboard?.writeText(link);
    setCopied(true);
    window.setTimeout(() => setCopied(false), 1_500);
  };
  return (
    <ToolbarButton label={copied ? 'Link copied' : 'Copy a link to this operation'} onClick={share}>
      <svg className="graphiql-toolbar-icon" viewBox="0 0 16 16" aria-hidden="true">
        <path d="M6.5 9.5l3-3M7 4.5l1-1a3 3 0 0 1 4.5 4.5l-1 1M9 11.5l-1 1A3 3 0 0 1 3.5 8l1-1" />
      </svg>
    </ToolbarButton>
  );
}

function CopyMenu() {
  const operation = useOperation();
  const copy = (textOf: (typeof copyForms)[string]) =>
    void navigator.clipboard?.writeText(textOf(new URL(graphUrl, window.location.href).href, operation()));
  return (
    <ToolbarMenu
      button={
        <ToolbarButton label="Copy as …">
          <svg className="graphiql-toolbar-icon" viewBox="0 0 16 16" aria-hidden="true">
            <path d="M5.5 4L2 8l3.5 4M10.5 4L14 8l-3.5 4" />
          </svg>
        </ToolbarButton>
      }
    >
      {Object.entries(copyForms).map(([name, textOf]) => (
        <ToolbarMenu.Item key={name} onSelect={() => copy(textOf)}>
          {name}
        </ToolbarMenu.Item>
      ))}
    </ToolbarMenu>
  );
}

function Playground() {
  const [facts, setFacts] = useState<Facts | null>(null);
  const fetcher = useMemo(() => createFetcher(graphUrl, setFacts), []);
  const start = shared
    ? { initialQuery: shared.query, initialVariables: shared.variables, defaultTabs: [shared, ...tabs] }
    : { defaultTabs: tabs };
  return (
    <>
      <Header facts={facts} />
      <GraphiQL fetcher={fetcher} shouldPersistHeaders={false} {...start}>
        <GraphiQL.Logo>{null}</GraphiQL.Logo>
        <GraphiQL.Toolbar>
          {({ prettify, copy, merge }) => (
            <>
              {prettify}
              {merge}
              {copy}
              <ShareButton />
              <CopyMenu />
            </>
          )}
        </GraphiQL.Toolbar>
      </GraphiQL>
    </>
  );
}

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Playground />
    </StrictMode>,
  );
}
