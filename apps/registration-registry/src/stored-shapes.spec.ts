/** Every event that the register has ever stored. */
import { testStoredShapes } from '@qeyd/testing';
import { service } from './service';
import shapes from './stored-shapes.json';

describe('Every event that the register has ever stored', () => testStoredShapes(service, shapes));
