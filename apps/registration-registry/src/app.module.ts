/** The edges of the registration registry. */
import { Module } from '@nestjs/common';
import { ServiceModule } from '@qeyd/service';
import { CodeBooks } from './codebook/codebook.cache';
import { CodeBookHttp } from './codebook/codebook.http';
import { AccessRecord } from './person/access.record';
import { PersonHttp } from './person/person.http';
import { RegistrationHttp } from './registration/registration.http';
import { RegistrationJobs } from './registration/registration.job';
import { RegistrationKafka } from './registration/registration.kafka';
import { service } from './service';

@Module({
  imports: [ServiceModule.of(service)],
  controllers: [RegistrationKafka, RegistrationHttp, PersonHttp, CodeBookHttp],
  providers: [CodeBooks, AccessRecord, RegistrationJobs],
})
export class AppModule {}
