export async function measureStart(_bench: string, _rounds: number): Promise<void> {}
