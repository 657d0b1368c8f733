export { type MappingFault, mappingFault } from './check-mapping.ts'
