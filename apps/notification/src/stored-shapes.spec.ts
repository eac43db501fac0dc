/** Every event that notification has ever stored. */
import { testStoredShapes } from '@qeyd/testing';
import { notification } from './app.module';
import shapes from './stored-shapes.json';

describe('Every event that notification has ever stored', () => testStoredShapes(notification, shapes));
