/** The naive Bayes of the package `bayes`, which has no types of its own. */
declare module 'bayes' {
  export default function bayes(): {
    learn(text: string, category: string): Promise<void>
    categorize(text: string): Promise<string>
  }
}
