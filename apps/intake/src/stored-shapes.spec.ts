/** Every event that intake has ever stored. */
import { testStoredShapes } from '@qeyd/testing';
import { intake } from './app.module';
import shapes from './stored-shapes.json';

describe('Every event that intake has ever stored', () => testStoredShapes(intake, shapes));
