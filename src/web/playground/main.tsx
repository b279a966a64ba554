/** The playground: GraphiQL on Kabar's own graph, with example operations, share links and what each answer cost. */
import { ToolbarButton, useGraphiQL } from '@graphiql/react';
import { GraphiQL } from 'graphiql';
import { StrictMode, useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import 'graphiql/style.css';
import './playground.css';
import './workers.ts';
import { type AnswerFacts, createFetcher } from './fetcher.ts';
import { readShare, shareLink } from './share.ts';
import { exampleTabs } from './tabs.ts';

const graphUrl = '/graphql';
const label = document.querySelector<HTMLMetaElement>('meta[name="kabar-label"]')?.content ?? '';
const shared = readShare(window.location.hash);
const tabs = exampleTabs.map(({ query, variables }) => ({
  query,
  variables: variables === null ? '' : JSON.stringify(variables, null, 2),
}));

function Facts({ facts }: { facts: AnswerFacts | null }) {
  if (facts === null) return null;
  const size = facts.bytes < 1024 ? `${facts.bytes} B` : `${(facts.bytes / 1024).toFixed(1)} kB`;
  return (
    <output className="facts" title={`Request id ${facts.requestId ?? 'unknown'}`}>
      HTTP {facts.status} · {facts.ms} ms · {size}
    </output>
  );
}

function Header({ facts }: { facts: AnswerFacts | null }) {
  return (
    <header className="kabar">
      <strong>Kabar</strong>
      <span className="claim">news from many outlets, one graph</span>
      {label !== '' && <span className="label">{label}</span>}
      <Facts facts={facts} />
    </header>
  );
}

function ShareButton() {
  const query = useGraphiQL((state) => state.queryEditor);
  const variables = useGraphiQL((state) => state.variableEditor);
  const [copied, setCopied] = useState(false);
  const share = async () => {
    const page = window.location.href.split('#', 1)[0] ?? '';
    const operation = { query: query?.getValue() ?? '', variables: variables?.getValue() ?? '' };
    const link = shareLink(page, operation);
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

function Playground() {
  const [facts, setFacts] = useState<AnswerFacts | null>(null);
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
