/** Every event that queue-booking has ever stored. */
import { testStoredShapes } from '@qeyd/testing';
import { queueBooking } from './app.module';
import shapes from './stored-shapes.json';

describe('Every event that queue-booking has ever stored', () => testStoredShapes(queueBooking, shapes));
