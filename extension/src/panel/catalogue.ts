import { en, type Catalogue } from '@mutation-prediction/core';
import { createContext, useContext } from 'react';

const CatalogueContext = createContext<Catalogue>(en);

export const CatalogueProvider = CatalogueContext.Provider;

/** The catalogue that errors and warnings are worded from. */
export const useCatalogue = (): Catalogue => useContext(CatalogueContext);
