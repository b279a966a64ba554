/** Language services of the editors run in web workers, served from our own origin. */
import EditorWorker from 'monaco-editor/esm/vs/editor/editor.worker.js?worker';
import JsonWorker from 'monaco-editor/esm/vs/language/json/json.worker.js?worker';
import GraphQLWorker from 'monaco-graphql/esm/graphql.worker.js?worker';

const workers: Record<string, new () => Worker> = { json: JsonWorker, graphql: GraphQLWorker };

/** Where Monaco looks for them. */
interface MonacoHost {
  MonacoEnvironment: { getWorker(id: string, label: string): Worker };
}

(globalThis as unknown as MonacoHost).MonacoEnvironment = {
  getWorker: (_id, label) => new (workers[label] ?? EditorWorker)(),
};
